import Fuzzing

extension Dice {
    /// A value whose exponent is spread evenly over the whole range up to an hour.
    mutating func nanoseconds() -> Int64 {
        let bits = Int.random(in: 1...41, using: &self)
        return Int64.random(in: 0..<(1 << Int64(bits)), using: &self)
    }
}
