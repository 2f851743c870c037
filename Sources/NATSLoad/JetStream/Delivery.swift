/// What JetStream says of a delivered message in its reply subject.
///
/// `$JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>`, or with a domain and an account behind `$JS.ACK` and a random
/// last word.
package struct Delivery: Equatable, Sendable {
    /// How often the message was delivered, this time included.
    package var count: Int
    package var streamSequence: UInt64
    package var consumerSequence: UInt64
    /// Messages behind this one that are still to be delivered.
    package var pending: UInt64

    package init?(reply: UnsafeRawBufferPointer) {
        // Words are counted first: 9 in the short form, 11 or more in the long one.
        var dots = 0
        for byte in reply where byte == UInt8(ascii: ".") { dots += 1 }
        let skipped: Int
        switch dots {
        case 8: skipped = 4
        case 10...: skipped = 6
        default: return nil
        }
        guard reply.count > 8, reply[0] == UInt8(ascii: "$"), reply[4] == UInt8(ascii: "A") else { return nil }
        var values: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
        var word = 0
        var value: UInt64 = 0
        for index in 0...reply.count {
            if index == reply.count || reply[index] == UInt8(ascii: ".") {
                switch word - skipped {
                case 0: values.0 = value
                case 1: values.1 = value
                case 2: values.2 = value
                case 3: values.3 = value
                case 4: values.4 = value
                default: break
                }
                word += 1
                value = 0
            } else if word >= skipped, word < skipped + 5 {
                let digit = reply[index] &- UInt8(ascii: "0")
                guard digit <= 9 else { return nil }
                value = value &* 10 &+ UInt64(digit)
            }
        }
        count = Int(truncatingIfNeeded: values.0)
        streamSequence = values.1
        consumerSequence = values.2
        pending = values.4
    }
}
