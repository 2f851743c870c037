/// A request to a metrics service, with the bounds it is held to.
struct ExchangeRequest: Sendable {
    let url: String
    var headers: [(name: String, value: String)] = []
    /// Sent with POST.
    var body: String
    var signature: RequestSignature?
    /// Basic authentication.
    var login: Login?
    var limits = ExchangeLimits()

    /// A user name and its password.
    struct Login: Sendable {
        let user: String
        let password: String
    }
}
