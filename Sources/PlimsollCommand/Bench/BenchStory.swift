import HTTPLoad
import Load

/// What the bench's users do: a bare request, or a small story with all that real suites use.
enum BenchStory {
    /// A request and nothing else.
    static let bare = Scenario("bench") { Action("index") { user in try await user.get("/") } }

    /// A row of a feeder in the path, a cookie that comes back, the body kept, a status expected, a value captured, a check.
    static let full = story { try $0.capture(json: "id") }

    /// The same, its value captured by a regular expression.
    static let pattern = story { try $0.capture(id) }

    private static func story(_ capture: @escaping @Sendable (Response) throws -> String) -> Scenario {
        Scenario("bench") {
            Action("index") { user in
                let page = try user.next(pages)
                let answer = try await user.get("/story/\(page)", as: "GET /story/{page}", keepingBody: true)
                    .expect(status: 200)
                let captured = try capture(answer)
                user.check("has an id", captured == "42")
            }
        }
    }

    private static let pages = Feeder((0..<1_000).map { "page-\($0)" })
    private static let id = CapturePattern(/"id":"(\w+)"/)
}
