import Foundation

/// A line that is seen at once, also in a pipe or a file: whoever waits there for a word of a long run gets it.
enum LiveLine {
    static func print(_ line: String) {
        Swift.print(line)
        // All streams: the one of standard output can't be named without a data race as Swift sees it.
        fflush(nil)
    }
}
