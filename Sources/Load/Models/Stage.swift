/// One stage of a load: a level reached or held for a time, under a name that figures and limits can be asked for.
///
/// The level is a number of users in a closed model and arrivals a second in an open one.
public struct Stage: Sendable, Equatable {
    /// The level at the start of the stage; nil goes on from where the stage before ended.
    package var start: Double?
    /// The level at the end; nil holds the level of the start.
    package var end: Double?
    /// How long the stage lasts.
    package var duration: Duration
    /// What the author called it; nil lets the model name it.
    package var name: String?
    /// Whether the figures leave this stage out.
    package var isExcluded: Bool
    /// Whether the name is the model's, of a profile that this stage was taken from.
    var isNamedByModel = false

    /// Moves evenly from the level before to another one.
    public static func ramp(to level: Double, over duration: Duration, named name: String? = nil) -> Stage {
        Stage(start: nil, end: level, duration: duration, name: name, isExcluded: false)
    }

    /// Holds the level that the stage before reached.
    public static func hold(for duration: Duration, named name: String? = nil) -> Stage {
        Stage(start: nil, end: nil, duration: duration, name: name, isExcluded: false)
    }

    /// Jumps to a level and holds it.
    public static func hold(at level: Double, for duration: Duration, named name: String? = nil) -> Stage {
        Stage(start: level, end: level, duration: duration, name: name, isExcluded: false)
    }

    /// Holds a level that wakes the target up, and leaves its samples out of the figures.
    public static func warmUp(at level: Double, for duration: Duration, named name: String = "warm-up") -> Stage {
        Stage(start: level, end: level, duration: duration, name: name, isExcluded: true)
    }

    /// Lets the load fall evenly to nothing.
    public static func coolDown(over duration: Duration, named name: String = "cool-down") -> Stage {
        Stage(start: nil, end: 0, duration: duration, name: name, isExcluded: false)
    }
}
