extension LoadModel {
    /// Basic function: 10 users, one more a second, for 5 minutes.
    public static let light = LoadModel.users(10, spawning: 1, for: .minutes(5)).named("light")

    /// Normal traffic: 50 users, 5 more a second, for 10 minutes.
    public static let moderate = LoadModel.users(50, spawning: 5, for: .minutes(10)).named("moderate")

    /// Enough to make a service scale: 100 users, 10 more a second, for 15 minutes.
    public static let heavy = LoadModel.users(100, spawning: 10, for: .minutes(15)).named("heavy")

    /// The most a service should bear: 200 users, 20 more a second, for 20 minutes.
    public static let stress = LoadModel.users(200, spawning: 20, for: .minutes(20)).named("stress")

    /// The same load under a name that reports show.
    public func named(_ name: String) -> LoadModel {
        var copy = self
        copy.name = name
        return copy
    }
}
