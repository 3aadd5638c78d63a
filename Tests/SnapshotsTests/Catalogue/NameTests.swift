import LiveShopping
import Snapshots
import Testing

@Suite("Names of tables and columns")
struct NameTests {
    @Test(
        "A table's name is read as it is written",
        arguments: [
            ("orders", nil, "orders"), ("erp.Orders", "erp", "Orders"), ("Sales Orders", nil, "Sales Orders"),
            (#""a.b""#, nil, "a.b"), (#"erp."say ""hi""""#, "erp", #"say "hi""#), (#""e.r"."p""#, "e.r", "p"),
            (#"erp."Sales Orders""#, "erp", "Sales Orders"), ("ÄÖ.日本", "ÄÖ", "日本"),
        ] as [(String, String?, String)])
    func qualified(_ text: String, _ schema: String?, _ name: String) throws {
        let found = try #require(QualifiedName(text))
        #expect(found == QualifiedName(schema: schema, name: name))
        #expect(QualifiedName(found.description) == found)
    }

    @Test(
        "What is no table's name is none",
        arguments: ["", ".", "a.", ".a", "a.b.c", #""a"#, #""""#, #"a"b"#, #""a"b"#, #""a".""#, #"a."b"c"#])
    func unqualified(_ text: String) {
        #expect(QualifiedName(text) == nil)
    }

    @Test("Quotes are doubled for SQL")
    func quoted() {
        #expect(quotedIdentifier(#"say "hi""#) == #""say ""hi""""#)
        #expect(quotedIdentifier("order") == #""order""#)
        #expect(QualifiedName(schema: #"a"b"#, name: "c d").quoted == #""a""b"."c d""#)
    }

    @Test("What a site has renamed is looked up by our names")
    func mapping() throws {
        let mapping = try TableMapping([
            "orders": #"erp."Sales.Orders""#, "orders.client_id": #"the "customer".id"#, "users": "staff",
        ])
        #expect(mapping.name(of: .orders) == QualifiedName(schema: "erp", name: "Sales.Orders"))
        #expect(mapping.name(of: "client_id", in: .orders) == #"the "customer".id"#)
        #expect(mapping.name(of: "total", in: .orders) == "total")
        #expect(mapping.name(of: .users) == QualifiedName(name: "staff"))
        #expect(mapping.name(of: .clients) == QualifiedName(name: "clients"))
    }

    @Test("A remapping of what is not ours is refused, all of it at once")
    func unknown() {
        let error = sourceError {
            _ = try TableMapping(["order": "x", "orders.customer": "y", "orders.total": "", "users": "a.b.c"])
        }
        #expect(error?.kind == .configuration)
        for name in ["order:", "orders.customer", "orders.total", "a.b.c"] {
            #expect(error?.problem.contains(name) == true, "\(name)")
        }
        #expect(error?.problem.contains("there are users, clients") == true)
    }
}
