import Measurement
package import NATSLoad

/// When each publisher's messages are due.
public struct PublishingRate: Sendable {
    package let shape: PublishSchedule.Shape

    /// Evenly at a rate, which rises from zero during a ramp.
    public static func steady(perSecond rate: Double, rampingUpFor ramp: Duration = .zero, for time: Duration)
        -> PublishingRate
    {
        PublishingRate(shape: .steady(perSecond: rate, rampNs: ramp.nanoseconds, durationNs: time.nanoseconds))
    }

    /// In bursts of 1 … `upTo` messages at random moments, with that mean rate.
    public static func randomBursts(
        perSecond rate: Double, upTo size: Int, rampingUpFor ramp: Duration = .zero, for time: Duration
    ) -> PublishingRate {
        PublishingRate(
            shape: .random(perSecond: rate, burst: size, rampNs: ramp.nanoseconds, durationNs: time.nanoseconds))
    }

    /// In so many bursts, with a pause between them.
    public static func bursts(
        _ count: Int, of size: Int, interval: Duration = .milliseconds(50), pause: Duration = .seconds(5)
    )
        -> PublishingRate
    {
        PublishingRate(
            shape: .bursts(count: count, size: size, intervalNs: interval.nanoseconds, pauseNs: pause.nanoseconds))
    }

    /// So many messages as fast as the broker takes them.
    public static func asFastAsPossible(messages: Int) -> PublishingRate {
        PublishingRate(shape: .unpaced(count: messages, durationNs: nil))
    }
}
