import HTTPLoad
import Load

/// What the bench's users do: a bare request, or a small story with all that real suites use.
enum BenchStory {
    /// A request and nothing else.
    static let bare = Scenario("bench") { Action("index") { user in try await user.get("/") } }

    /// A row of a feeder in the path, a cookie that comes back, the body kept, a status expected, a value captured, a check.
    static let full = Scenario("bench") {
        Action("index") { user in
            let answer = try await user.get("/story/\(user.next(pages))", as: "GET /story/{page}", keepingBody: true)
                .expect(status: 200)
            let captured = try answer.capture(id)
            user.check("has an id", captured == "42")
        }
    }

    private static let pages = Feeder((0..<1_000).map { "page-\($0)" })
    private static let id = CapturePattern(/"id":"(\w+)"/)
}
