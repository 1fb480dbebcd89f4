using System.Text.Json.Serialization.Metadata;

namespace Connector.Operations.Api;

/// <summary>Responses; JSON by the source-generated context; a type that it does not know is a bug and throws.</summary>
internal static class Response
{
    public static IResult Ok<T>(T value) => Json(value, StatusCodes.Status200OK);

    /// <summary>303: the browser loads that address, and sends a form only once.</summary>
    public static IResult SeeOther(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    public static IResult Json<T>(T value, int status) => TypedResults.Json(value, (JsonTypeInfo<T>)OperationsJson.Default.GetTypeInfo(typeof(T))!, statusCode: status);
}
