namespace commercetools.Base.Client
{
    /// <summary>A response that is no success.</summary>
    public class ApiHttpException(int statusCode, string body) : Exception($"{statusCode}: {body}")
    {
        public int StatusCode { get; } = statusCode;
        public string Body { get; } = body;
    }
}

namespace commercetools.Base.Client.Error
{
    public class ApiClientException(int statusCode, string body) : ApiHttpException(statusCode, body);
    public class BadRequestException(string body) : ApiClientException(400, body);
    public class UnauthorizedException(string body) : ApiClientException(401, body);
    public class ForbiddenException(string body) : ApiClientException(403, body);
    public class NotFoundException(string body) : ApiClientException(404, body);
    public class ConcurrentModificationException(string body) : ApiClientException(409, body);
    public class ApiServerException(int statusCode, string body) : ApiHttpException(statusCode, body);
    public class InternalServerErrorException(string body) : ApiServerException(500, body);
    public class BadGatewayException(string body) : ApiServerException(502, body);
    public class ServiceUnavailableException(string body) : ApiServerException(503, body);
    public class GatewayTimeoutException(string body) : ApiServerException(504, body);
}
