namespace Connector.Operations.Api;

/// <summary>What every answer for operators says to browsers: keep nothing, guess nothing, hand it to no other site.</summary>
internal static class ResponseHeaders
{
    public static void Set(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
