extension LoadModel {
    /// The changes that mean nothing to this load, a sentence each that names the variable and what does what was meant.
    ///
    /// - Parameter users: the variable that gave the number of users.
    package func notices(of overrides: LoadOverrides, users variable: String = "PLIMSOLL_USERS") -> [String] {
        var notices: [String] = []
        func add(_ variable: String, _ why: String, _ instead: String) {
            notices.append("\(variable) changes nothing in this load, which \(why): \(instead)")
        }
        switch shape {
        case .arrivals:
            let why = "has arrivals and not users"
            if overrides.users != nil { add(variable, why, "PLIMSOLL_RATE sets how many arrive a second") }
            if overrides.spawnRate != nil {
                add("PLIMSOLL_SPAWN_RATE", why, "PLIMSOLL_RATE sets how many arrive a second")
            }
        case .users:
            if overrides.arrivalsPerSecond != nil {
                add("PLIMSOLL_RATE", "has users and not arrivals", "PLIMSOLL_USERS sets how many there are")
            }
            if overrides.spawnRate != nil, steady == nil {
                add(
                    "PLIMSOLL_SPAWN_RATE", "has stages that say when users come",
                    "PLIMSOLL_USERS sets their peak and PLIMSOLL_DURATION or PLIMSOLL_SCALE their length")
            }
        case .iterations, .sharedIterations:
            if overrides.arrivalsPerSecond != nil {
                add("PLIMSOLL_RATE", "has users and not arrivals", "PLIMSOLL_USERS sets how many there are")
            }
            if overrides.spawnRate != nil {
                add(
                    "PLIMSOLL_SPAWN_RATE", "starts all users at once",
                    "PLIMSOLL_USERS sets how many there are")
            }
        }
        return notices
    }
}
