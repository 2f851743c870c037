/// An event that tells of a rescale, on the generator's clock.
struct Telling: Sendable {
    /// The event.
    var event: ClusterEvent
    /// When it happened.
    var at: WallTime
}
