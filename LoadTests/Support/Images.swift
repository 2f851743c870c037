import Plimsoll
import StandIns

/// The image API: half of its requests order a picture, a third ask how far one is.
enum Images {
    private static let job = Captured<String>("job")
    private static let prompts = [
        "a lighthouse in a storm", "a cat that reads the news", "an orchard in October", "a train through the alps",
    ]
    private static let galleries = ["all", "recent", "favourites"]

    /// What a thousand requests cost, in dollars – figures of a price list, not of a bill – and what a visitor with pauses of two seconds
    /// asks for in one.
    static let prices = CostModel(
        per1000: ["POST /generate": 4, "POST /enhance": 2, "GET /status/{jobId}": 0.02, "GET /gallery/*": 0.05]
    ).expecting([
        "POST /generate": 0.25, "POST /enhance": 0.05, "GET /status/{jobId}": 0.15, "GET /gallery/*": 0.05,
    ])

    /// The traffic mix of the service, with pauses of one to three seconds.
    static let visitors = visitors(pausing: .uniform(.seconds(1) ... .seconds(3)))

    /// The mix with other pauses.
    static func visitors(pausing wait: WaitTime) -> Scenario {
        Scenario("image visitors", wait: wait) {
            Action("generate", weight: 50, tags: "generate") { user in try await order(user) }
            Action("status", weight: 30) { user in
                // Who hasn't ordered yet has nothing to ask for.
                if user[job] == nil { try await order(user) }
                guard let id = user[job] else { return }
                try await user.get("/status/\(id)", as: "GET /status/{jobId}").expect(status: 200)
            }
            Action("enhance", weight: 10, tags: "generate") { user in
                try await user.post("/enhance", body: .json(Prompt(prompt: user.choose(from: prompts)))).expect(
                    status: 200)
            }
            Action("gallery", weight: 10) { user in
                try await user.get("/gallery/\(user.choose(from: galleries))", as: "GET /gallery/*").expect(status: 200)
            }
        }
    }

    private static func order(_ user: HTTPUser) async throws {
        let prompt = Prompt(prompt: user.choose(from: prompts))
        let answer = try await user.post("/generate", body: .json(prompt), keepingBody: true)
            .expect(status: 202)
            .json(Job.self)
        user[job] = answer.jobId
    }

    private struct Prompt: Encodable {
        let prompt: String
    }

    private struct Job: Decodable {
        let jobId: String
    }
}

extension LoadModel {
    /// The image API's plan: warm up with 10 users, ramp to 100, hold, cool down; 13 minutes.
    static let phased = LoadModel.users(
        startingAt: 10,
        .warmUp(at: 10, for: .minutes(1)),
        .ramp(to: 100, over: .minutes(5), named: "ramp-up"),
        .hold(for: .minutes(5), named: "sustained"),
        .coolDown(over: .minutes(2)))

    /// The same idea as arrivals, who come at their own rate whatever the service does: 2 a second, up to 20, held, down; 5 minutes.
    static let arriving = LoadModel.arrivals(
        startingAt: 2,
        .warmUp(at: 2, for: .seconds(30)),
        .ramp(to: 20, over: .minutes(2), named: "ramp-up"),
        .hold(for: .minutes(2), named: "sustained"),
        .coolDown(over: .seconds(30)))
}

extension Target {
    /// The image API that `PLIMSOLL_TARGET_IMAGES` or `API_ENDPOINT` points at, or one in this process.
    static let images = Target(
        named: "images",
        launching: .embedded { try ImageService.start(StandInSettings(capacity: Capacity(replicas: 4, slots: 16))) }
    ) { $0.variables = ["API_ENDPOINT"] }
}
