/// Time-outs of the calls that know milliseconds only.
enum Milliseconds {
    /// Rounds up, as a timer may fire late but never early; negative stays for ever.
    static func roundedUp(_ nanoseconds: Int64) -> Int32 {
        guard nanoseconds >= 0 else { return -1 }
        return Int32(clamping: nanoseconds / 1_000_000 + (nanoseconds % 1_000_000 == 0 ? 0 : 1))
    }
}
