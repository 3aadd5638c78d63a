internal import LiveShopping
internal import Reconciliation

extension ReconciliationSchema {
    /// What the values are.
    static let types =
        names + numbers + times
        + enumeration("severity", Severity.allCases.map(\.rawValue))
        + enumeration("repair", RepairClass.allCases.map(\.rawValue))
        + enumeration("priceSource", ["OVERRIDE", "NEGOTIATED", "MARGIN", "COST", "UNVERIFIABLE"])
        + enumeration("creditLevel", CreditResult.Level.allCases.map(\.rawValue))
        + enumeration("disposition", ["read"] + Disposition.allCases.map(\.rawValue))
        + enumeration("defect", Defect.Reason.allCases.map(\.rawValue))
        + enumeration("table", Table.allCases.map(\.rawValue))

    private static let names =
        pattern("findingID", "f[0-9a-f]{16}") + pattern("rule", #"[a-z]+\.[a-z\-]+"#) + #"""
                <xs:simpleType name="ruleList">
                    <xs:annotation><xs:documentation>Rules, and with a star whole families.</xs:documentation></xs:annotation>
                    <xs:list>
                        <xs:simpleType>
                            <xs:restriction base="xs:token">
                                <xs:pattern value="[a-z]+\.([a-z\-]+|\*)"/>
                            </xs:restriction>
                        </xs:simpleType>
                    </xs:list>
                </xs:simpleType>

            """#

    private static let numbers =
        number("money", "-?[0-9]+\\.[0-9]{2}", places: 2)
        + number("impact", "[0-9]+\\.[0-9]{2}", places: 2)
        + number("quantity", "-?[0-9]+\\.[0-9]{4}", places: 4)
        + number("percent", "-?[0-9]+\\.[0-9]{2,}")
        + number("amount", "-?[0-9]+\\.[0-9]{2,}")

    private static let times = #"""
            <xs:simpleType name="time">
                <xs:annotation><xs:documentation>
                    A time in UTC. What a database may hold beside that: no time at all, always or never reached, and the
                    year before the year 1, which XML Schema 1.0 does not know.
                </xs:documentation></xs:annotation>
                <xs:union memberTypes="t:moment t:beyondMoments"/>
            </xs:simpleType>

            <xs:simpleType name="moment">
                <xs:restriction base="xs:dateTime"><xs:pattern value=".+Z"/></xs:restriction>
            </xs:simpleType>

            <xs:simpleType name="beyondMoments">
                <xs:restriction base="xs:token"><xs:pattern value="-?infinity|0000-.+Z"/></xs:restriction>
            </xs:simpleType>

        """#

    /// Decimals with exactly these digits. The second type is for those with more than the 24 digits that libxml2 reads.
    private static func number(_ name: String, _ pattern: String, places: Int? = nil) -> String {
        let facet = places.map { "<xs:fractionDigits value=\"\($0)\"/>" } ?? ""
        return """
                <xs:simpleType name="\(name)">
                    <xs:union memberTypes="t:\(name)Decimal t:\(name)Digits"/>
                </xs:simpleType>

                <xs:simpleType name="\(name)Decimal">
                    <xs:restriction base="xs:decimal">\(facet)<xs:pattern value="\(pattern)"/></xs:restriction>
                </xs:simpleType>

                <xs:simpleType name="\(name)Digits">
                    <xs:restriction base="xs:token">
                        <xs:minLength value="25"/><xs:pattern value="\(pattern)"/>
                    </xs:restriction>
                </xs:simpleType>


            """
    }

    private static func pattern(_ name: String, _ pattern: String) -> String {
        """
            <xs:simpleType name="\(name)">
                <xs:restriction base="xs:token"><xs:pattern value="\(pattern)"/></xs:restriction>
            </xs:simpleType>


        """
    }

    private static func enumeration(_ name: String, _ values: [String]) -> String {
        let cases = values.map { "            <xs:enumeration value=\"\($0)\"/>\n" }.joined()
        return """
                <xs:simpleType name="\(name)">
                    <xs:restriction base="xs:token">
            \(cases)        </xs:restriction>
                </xs:simpleType>


            """
    }
}
