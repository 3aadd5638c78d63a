extension ReconciliationSchema {
    /// How the run was made.
    static let runRows = #"""
            <xs:complexType name="setting">
                <xs:annotation><xs:documentation>A setting of the run.</xs:documentation></xs:annotation>
                <xs:attribute name="name" type="xs:string" use="required"/>
                <xs:attribute name="value" type="xs:string" use="required"/>
            </xs:complexType>
            <xs:complexType name="column">
                <xs:annotation><xs:documentation>A column that a run reads when it is there.</xs:documentation></xs:annotation>
                <xs:attribute name="table" type="t:table" use="required"/>
                <xs:attribute name="name" type="xs:string" use="required"/>
                <xs:attribute name="required" type="xs:boolean" use="required"/>
                <xs:attribute name="available" type="xs:boolean" use="required"/>
            </xs:complexType>
            <xs:complexType name="limitation">
                <xs:annotation><xs:documentation>A table or column that is missing, what is assumed instead, and which rules see less.</xs:documentation></xs:annotation>
                <xs:attribute name="table" type="t:table" use="required"/>
                <xs:attribute name="column" type="xs:string"/>
                <xs:attribute name="effect" type="xs:string" use="required"/>
                <xs:attribute name="weakens" type="t:ruleList"/>
            </xs:complexType>
            <xs:complexType name="ruleSum">
                <xs:annotation><xs:documentation>A rule that ran, also when it found nothing.</xs:documentation></xs:annotation>
                <xs:attribute name="rule" type="t:rule" use="required"/>
                <xs:attribute name="severity" type="t:severity" use="required"/>
                <xs:attribute name="title" type="xs:string" use="required"/>
                <xs:attribute name="checked" type="xs:boolean" use="required"/>
                <xs:attribute name="findings" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="impact" type="t:impact" use="required"/>
            </xs:complexType>

        """#

    /// What was found and recomputed; the attributes are the columns of the CSV files, in their order.
    static let resultRows = #"""
            <xs:complexType name="finding">
                <xs:annotation><xs:documentation>One thing that does not tie out. What a finding is not about is left out.</xs:documentation></xs:annotation>
                <xs:sequence><xs:element name="explanation" type="xs:string"/></xs:sequence>
                <xs:attribute name="finding_id" type="t:findingID" use="required"/>
                <xs:attribute name="rule" type="t:rule" use="required"/>
                <xs:attribute name="severity" type="t:severity" use="required"/>
                <xs:attribute name="key" type="xs:string" use="required"/>
                <xs:attribute name="session_id" type="xs:long"/>
                <xs:attribute name="room_code" type="xs:string"/>
                <xs:attribute name="order_id" type="xs:long"/>
                <xs:attribute name="client_id" type="xs:long"/>
                <xs:attribute name="batch_id" type="xs:long"/>
                <xs:attribute name="item_id" type="xs:long"/>
                <xs:attribute name="expected" type="xs:string" use="required"/>
                <xs:attribute name="actual" type="xs:string" use="required"/>
                <xs:attribute name="impact" type="t:impact" use="required"/>
                <xs:attribute name="repair" type="t:repair" use="required"/>
                <xs:attribute name="accepted_by" type="xs:string"/>
                <xs:attribute name="accepted_until" type="xs:date"/>
                <xs:attribute name="accepted_reason" type="xs:string"/>
            </xs:complexType>
            <xs:complexType name="session">
                <xs:annotation><xs:documentation>What a session that is over came to.</xs:documentation></xs:annotation>
                <xs:attribute name="session_id" type="xs:long" use="required"/>
                <xs:attribute name="room_code" type="xs:string" use="required"/>
                <xs:attribute name="client_id" type="xs:long" use="required"/>
                <xs:attribute name="host_user_id" type="xs:long" use="required"/>
                <xs:attribute name="status" type="xs:string" use="required"/>
                <xs:attribute name="abandoned" type="xs:boolean" use="required"/>
                <xs:attribute name="started_at" type="t:time"/>
                <xs:attribute name="ended_at" type="t:time"/>
                <xs:attribute name="live_items" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="cart_value" type="t:money" use="required"/>
                <xs:attribute name="convertible_value" type="t:money" use="required"/>
                <xs:attribute name="sample_items" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="kept_order_id" type="xs:long"/>
                <xs:attribute name="live_orders" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="order_total" type="t:money"/>
                <xs:attribute name="variance" type="t:money"/>
                <xs:attribute name="findings" type="xs:nonNegativeInteger" use="required"/>
            </xs:complexType>
            <xs:complexType name="price">
                <xs:annotation><xs:documentation>What the price hierarchy gives for a cart item.</xs:documentation></xs:annotation>
                <xs:attribute name="item_id" type="xs:long" use="required"/>
                <xs:attribute name="session_id" type="xs:long" use="required"/>
                <xs:attribute name="batch_id" type="xs:long" use="required"/>
                <xs:attribute name="product_id" type="xs:long" use="required"/>
                <xs:attribute name="source" type="t:priceSource" use="required"/>
                <xs:attribute name="cost" type="t:quantity"/>
                <xs:attribute name="margin_percent" type="t:percent"/>
                <xs:attribute name="expected" type="t:money"/>
                <xs:attribute name="actual" type="t:money" use="required"/>
                <xs:attribute name="difference" type="t:money"/>
                <xs:attribute name="quantity" type="t:quantity" use="required"/>
                <xs:attribute name="extended_difference" type="t:money"/>
            </xs:complexType>
            <xs:complexType name="client">
                <xs:annotation><xs:documentation>What a client owes and may owe.</xs:documentation></xs:annotation>
                <xs:attribute name="client_id" type="xs:long" use="required"/>
                <xs:attribute name="client_name" type="xs:string"/>
                <xs:attribute name="credit_limit" type="t:money"/>
                <xs:attribute name="stored_exposure" type="t:money"/>
                <xs:attribute name="receivables" type="t:money" use="required"/>
                <xs:attribute name="open_orders" type="t:money" use="required"/>
                <xs:attribute name="posted_exposure" type="t:money" use="required"/>
                <xs:attribute name="draft_exposure" type="t:money" use="required"/>
                <xs:attribute name="projected_exposure" type="t:money" use="required"/>
                <xs:attribute name="available_credit" type="t:money"/>
                <xs:attribute name="level" type="t:creditLevel" use="required"/>
            </xs:complexType>
            <xs:complexType name="batch">
                <xs:annotation><xs:documentation>What is promised of a batch.</xs:documentation></xs:annotation>
                <xs:attribute name="batch_id" type="xs:long" use="required"/>
                <xs:attribute name="batch_code" type="xs:string" use="required"/>
                <xs:attribute name="on_hand" type="t:quantity" use="required"/>
                <xs:attribute name="reserved_stored" type="t:quantity" use="required"/>
                <xs:attribute name="reserved_expected" type="t:quantity" use="required"/>
                <xs:attribute name="quarantine" type="t:quantity" use="required"/>
                <xs:attribute name="hold" type="t:quantity" use="required"/>
                <xs:attribute name="available" type="t:quantity" use="required"/>
                <xs:attribute name="soft_hold" type="t:quantity" use="required"/>
                <xs:attribute name="sample_qty" type="t:quantity" use="required"/>
                <xs:attribute name="sample_hold" type="t:quantity" use="required"/>
                <xs:attribute name="net_available" type="t:quantity" use="required"/>
                <xs:attribute name="sessions_holding" type="xs:nonNegativeInteger" use="required"/>
            </xs:complexType>
            <xs:complexType name="total">
                <xs:annotation><xs:documentation>What became of the rows of a table; with a column, of the amounts in it.</xs:documentation></xs:annotation>
                <xs:attribute name="table" type="t:table" use="required"/>
                <xs:attribute name="column" type="xs:string"/>
                <xs:attribute name="what" type="t:disposition" use="required"/>
                <xs:attribute name="count" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="sum" type="t:amount"/>
            </xs:complexType>
            <xs:complexType name="cell">
                <xs:annotation><xs:documentation>A cell that could not be used.</xs:documentation></xs:annotation>
                <xs:attribute name="table" type="t:table" use="required"/>
                <xs:attribute name="row_id" type="xs:long"/>
                <xs:attribute name="column" type="xs:string" use="required"/>
                <xs:attribute name="reason" type="t:defect" use="required"/>
            </xs:complexType>

        """#
}
