import Foundation
import TestSupport
import Testing

@Suite("The evidence of a run")
struct EvidenceTests {
    @Test func `has the statements, the role and the server, of a database and of its snapshot`() throws {
        let shop = try Shop("evidence")
        try shop.loseStatusUpdate()
        let live = try shop.run()
        let kept = shop.folder.path("kept")
        #expect(try Tieout.run("snapshot", "--database", shop.database.conninfo, kept).status == 0)
        let output = shop.folder.path("again")
        let again = try Tieout.run("run", "--snapshot", kept, "--output", output, "--as-of", Shop.asOf)
        #expect(again.status == 2)
        let user = try #require(try shop.value("SELECT current_user"))
        let pages = try [
            live.text("evidence.html"),
            String(contentsOfFile: shop.folder.path("again/latest/evidence.html"), encoding: .utf8),
        ]
        for page in pages {
            #expect(page.contains("<dt>user</dt><dd><bdi>\(user)</bdi></dd>"))
            #expect(page.contains("<dt>server version</dt>"))
            #expect(page.split(separator: "<code>COPY (SELECT ").count == 14)
            #expect(page.contains("FROM &quot;public&quot;.&quot;sessionCartItems&quot;"))
            #expect(page.contains("<dt>rules checked before the run</dt>"))
        }
    }
}
