/// What one repetition says about one metric.
package enum Reading: Sendable, Equatable {
    /// A level in the metric's unit, and the number of samples behind it.
    case level(Double, samples: Int)

    /// How many of the seconds observed were bad.
    case count(SecondCount)

    /// No value, and why.
    case missing(String)
}
