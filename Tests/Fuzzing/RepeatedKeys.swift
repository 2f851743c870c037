/// Whether a text of JSON has an object with the same key twice: of those one reader takes the first, another the last.
package func hasRepeatedKeys(_ text: [UInt8]) -> Bool {
    var keys: [Set<ArraySlice<UInt8>>] = []
    var place = 0
    while place < text.count {
        switch text[place] {
        case UInt8(ascii: "{"): keys.append([])
        case UInt8(ascii: "}"): _ = keys.popLast()
        case UInt8(ascii: "\""):
            let start = place + 1
            place = start
            while place < text.count, text[place] != UInt8(ascii: "\"") {
                place += text[place] == UInt8(ascii: "\\") ? 2 : 1
            }
            let end = min(place, text.count)
            let next = text[min(end + 1, text.count)...].first { $0 > 0x20 }
            if next == UInt8(ascii: ":"), !keys.isEmpty {
                guard keys[keys.count - 1].insert(text[start..<end]).inserted else { return true }
            }
        default: break
        }
        place += 1
    }
    return false
}
