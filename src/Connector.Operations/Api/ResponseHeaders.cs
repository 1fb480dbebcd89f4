namespace Connector.Operations.Api;

/// <summary>The headers of every response for operators: browsers keep nothing, guess nothing and share nothing with other sites.</summary>
internal static class ResponseHeaders
{
    public static void Set(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
