/// reconciliation.xsd: what reconciliation.xml promises to other programs, in XML Schema 1.0.
///
/// The document's lists stand here, the rows in `ReconciliationSchema+Rows.swift`, and what their values are in
/// `ReconciliationSchema+Types.swift`. What takes something away, or changes what it means, asks for another namespace.
enum ReconciliationSchema {
    static let fileName = "reconciliation.xsd"

    static let text = head + document + runRows + resultRows + types + "</xs:schema>\n"

    private static let head = #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="\#(ReconciliationXML.namespace)"
            targetNamespace="\#(ReconciliationXML.namespace)" elementFormDefault="qualified">
            <xs:annotation><xs:documentation>
                What a run of tieout found and recomputed. Names and formats are those of the CSV files beside it: money
                with 2 places, quantities and costs with 4, times in UTC. What is empty there, because it does not apply
                or is not known, is left out here. A character that XML does not allow is written as U+FFFD.
            </xs:documentation></xs:annotation>

        """#

    private static let document = #"""
            <xs:element name="reconciliation">
                <xs:complexType>
                    <xs:sequence>
                        <xs:element name="settings">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="setting" type="t:setting" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="columns">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="column" type="t:column" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="limitations">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="limitation" type="t:limitation" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="rules">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="rule" type="t:ruleSum" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="findings">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="finding" type="t:finding" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="sessions">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="session" type="t:session" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="prices">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="price" type="t:price" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="credit">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="client" type="t:client" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="holds">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="batch" type="t:batch" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="totals">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="total" type="t:total" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                        <xs:element name="unreadable">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="cell" type="t:cell" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>
                    </xs:sequence>
                    <xs:attribute name="run" type="xs:string" use="required"/>
                    <xs:attribute name="rows" use="required">
                        <xs:annotation><xs:documentation>
                            Which of the recomputed rows are here: those that findings are about, or all of them.
                        </xs:documentation></xs:annotation>
                        <xs:simpleType>
                            <xs:restriction base="xs:token">
                                <xs:enumeration value="findings"/>
                                <xs:enumeration value="full"/>
                            </xs:restriction>
                        </xs:simpleType>
                    </xs:attribute>
                    <xs:attribute name="as_of" type="t:time" use="required"/>
                    <xs:attribute name="findings" type="xs:nonNegativeInteger" use="required"/>
                    <xs:attribute name="impact" type="t:impact" use="required"/>
                </xs:complexType>
                <xs:unique name="findingIDs">
                    <xs:selector xpath="t:findings/t:finding"/>
                    <xs:field xpath="@finding_id"/>
                </xs:unique>
            </xs:element>

        """#
}
