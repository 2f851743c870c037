/// The way to answer one request, now or later, from any thread.
///
/// A reply that is let go without an answer answers 500, so that a forgotten request shows.
package final class HTTPReply: Sendable {
    private let exchange: HTTPExchange

    init(_ exchange: HTTPExchange) {
        self.exchange = exchange
    }

    deinit {
        exchange.answer(.text("The handler let this request go without an answer.\n", status: 500))
    }

    /// Answers; further answers are ignored.
    package func send(_ response: HTTPResponse) {
        exchange.answer(response)
    }

    /// Closes the connection without an answer.
    package func closeConnection() {
        exchange.closeConnection()
    }
}
