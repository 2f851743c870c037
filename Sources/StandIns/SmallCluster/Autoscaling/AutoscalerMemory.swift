/// What an autoscaler remembers from one look to the next.
struct AutoscalerMemory: Sendable, Equatable {
    /// A number of replicas that was asked for, and when.
    struct Recommendation: Sendable, Equatable {
        var replicas: Int
        var at: Double
    }

    /// A change of the number of replicas, and when.
    struct Change: Sendable, Equatable {
        var by: Int
        var at: Double
    }

    var recommendations: [Recommendation] = []
    var ups: [Change] = []
    var downs: [Change] = []
}
