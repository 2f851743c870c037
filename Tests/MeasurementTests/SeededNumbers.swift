/// Random numbers that a failing test's printed seed repeats (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A value whose exponent is spread evenly over the whole range up to an hour.
    mutating func nanoseconds() -> Int64 {
        let bits = Int.random(in: 1...41, using: &self)
        return Int64.random(in: 0..<(1 << Int64(bits)), using: &self)
    }
}
