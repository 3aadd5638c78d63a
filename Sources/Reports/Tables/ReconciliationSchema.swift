/// reconciliation.xsd: what reconciliation.xml promises to other programs, in XML Schema 1.0.
///
/// The lists and their rows are made from the columns that fill them, so that schema and document cannot differ; what the
/// values are stands in `ReconciliationSchema+Types.swift`. What takes something away, or changes what it means, asks for
/// another namespace.
enum ReconciliationSchema {
    static let fileName = "reconciliation.xsd"

    static let text = head + document + lists.map(\.type).joined() + types + "</xs:schema>\n"

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
        \#(lists.map(\.element).joined())\#
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

    /// The document's lists, in their order.
    private static let lists: [XMLListSchema] = [
        XMLList.settings.schema, XMLList.columns.schema, XMLList.limitations.schema, XMLList.rules.schema,
        XMLList.findings(.none).schema, XMLList.sessions.schema, XMLList.prices.schema, XMLList.credit.schema,
        XMLList.holds.schema, XMLList.totals.schema, XMLList.unreadable.schema,
    ]
}

/// What the schema says of a list.
private struct XMLListSchema {
    /// The list within the document.
    let element: String
    /// One of its rows.
    let type: String
}

extension XMLList {
    fileprivate var schema: XMLListSchema { XMLListSchema(element: listElement, type: rowType) }

    private var listElement: String {
        """
                        <xs:element name="\(name)">
                            <xs:complexType>
                                <xs:sequence>
                                    <xs:element name="\(element)" type="t:\(type)" minOccurs="0" maxOccurs="unbounded"/>
                                </xs:sequence>
                            </xs:complexType>
                        </xs:element>

        """
    }

    private var rowType: String {
        let elements = columns.filter { long.contains($0.name) }.map {
            "<xs:element name=\"\($0.name)\" type=\"\($0.type.rawValue)\"/>"
        }
        let attributes = columns.filter { !long.contains($0.name) }.map { column in
            let use = column.isRequired ? " use=\"required\"" : ""
            return "        <xs:attribute name=\"\(column.name)\" type=\"\(column.type.rawValue)\"\(use)/>\n"
        }
        let sequence = elements.isEmpty ? "" : "        <xs:sequence>\(elements.joined())</xs:sequence>\n"
        return """
                <xs:complexType name="\(type)">
                    <xs:annotation><xs:documentation>\(about)</xs:documentation></xs:annotation>
            \(sequence)\(attributes.joined())    </xs:complexType>

            """
    }
}
