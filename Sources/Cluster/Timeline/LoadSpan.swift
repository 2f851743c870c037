/// When the load ran, on the generator's clock.
package struct LoadSpan: Sendable, Hashable {
    /// When its first request was planned.
    package var begin: WallTime
    /// When it ended; nil while it runs.
    package var end: WallTime?

    /// Makes a span.
    package init(begin: WallTime, end: WallTime? = nil) {
        self.begin = begin
        self.end = end
    }
}
