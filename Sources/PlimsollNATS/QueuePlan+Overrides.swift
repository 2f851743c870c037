import Load
import Measurement
package import NATSLoad

extension QueuePlan {
    /// The plan with what the environment asks for: the rate of all publishers together, then the length, then the scale.
    ///
    /// A change that means nothing to a shape (a rate for bursts, users) is left out.
    package func applying(_ overrides: LoadOverrides) -> QueuePlan {
        var copy = self
        let stated = publishers.compactMap(\.shape.statedRate).reduce(0, +)
        for index in copy.publishers.indices {
            var shape = copy.publishers[index].shape
            if let rate = overrides.arrivalsPerSecond, stated > 0 { shape = shape.multiplied(rate: rate / stated) }
            if let duration = overrides.duration { shape = shape.lasting(duration.nanoseconds) }
            if let scale = overrides.scale { shape = shape.scaled(time: scale) }
            copy.publishers[index].shape = shape
        }
        return copy
    }
}
