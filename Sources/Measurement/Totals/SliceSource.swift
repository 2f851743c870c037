/// Where the slices of a run can be had again, for figures of a time window.
package protocol SliceSource: Sendable {
    /// Hands over all slices that end in these seconds, in portions.
    func slices(in seconds: Range<Int>, _ body: (ShardSlices) -> Void) throws
}
