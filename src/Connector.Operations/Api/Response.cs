using System.Text.Json.Serialization.Metadata;

namespace Connector.Operations.Api;

/// <summary>JSON responses by the source-generated context; a type that it does not know is a bug and throws.</summary>
internal static class Response
{
    public static IResult Ok<T>(T value) => Json(value, StatusCodes.Status200OK);

    public static IResult Json<T>(T value, int status) => TypedResults.Json(value, (JsonTypeInfo<T>)OperationsJson.Default.GetTypeInfo(typeof(T))!, statusCode: status);
}
