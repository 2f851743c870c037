internal import Foundation

/// Reads the error out of an answer of Prometheus.
enum PrometheusError {
    private struct Answer: Decodable {
        let errorType: String
        let error: String
    }

    static func read(_ answer: ExchangeAnswer) -> ServiceError? {
        // Proxies before it answer in other formats; these are shown as they are.
        guard let error = try? JSONDecoder().decode(Answer.self, from: answer.body) else { return nil }
        return ServiceError(code: error.errorType, message: String(error.error.prefix(300)))
    }

    static func remedy(status: Int, code: String?) -> String? {
        switch status {
        case 401, 403: "check the authentication"
        case 404 where code == nil: "check the address, which ends before /api/v1"
        default: nil
        }
    }
}
