using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>A refusal in commercetools' words; nothing of the request was applied.</summary>
internal sealed class ApiException(int status, IReadOnlyList<JsonObject> errors, bool oauth = false)
    : Exception((string?)errors[0]["message"])
{
    public int Status { get; } = status;

    public ApiResponse ToResponse()
    {
        var body = new JsonObject { ["statusCode"] = Status, ["message"] = Message };
        if (oauth)
        {
            body["error"] = (string?)errors[0]["code"];
            body["error_description"] = Message;
        }
        body["errors"] = new JsonArray([.. errors.Select(e => e.DeepClone())]);
        return ApiResponse.Json(Status, body);
    }
}

/// <summary>Makes the refusals; each code carries the extra members that commercetools documents for it.</summary>
internal static class Refusal
{
    public static ApiException InvalidInput(string message) => Plain(400, "InvalidInput", message);
    public static ApiException InvalidOperation(string message) => Plain(400, "InvalidOperation", message);
    public static ApiException TooLarge(string message) => Plain(400, "ResourceSizeLimitExceeded", message);

    /// <summary>The body is no JSON, or lacks a member, or holds one of another shape.</summary>
    public static ApiException InvalidJson(string detail) =>
        With(400, "InvalidJsonInput", "Request body does not contain valid JSON.", ("detailedErrorMessage", detail));

    public static ApiException InvalidField(string field, JsonNode? value, string message, IEnumerable<string>? allowed = null)
    {
        var error = Error("InvalidField", message, ("field", field), ("invalidValue", value?.DeepClone()));
        if (allowed is not null) error["allowedValues"] = new JsonArray([.. allowed.Select(a => JsonValue.Create(a))]);
        return new ApiException(400, [error]);
    }

    public static ApiException RequiredField(string field) =>
        With(400, "RequiredField", $"A value is required for field '{field}'.", ("field", field));

    public static ApiException Duplicate(string field, string value) =>
        With(400, "DuplicateField", $"A duplicate value '\"{value}\"' exists for field '{field}'.", ("field", field), ("duplicateValue", value));

    public static ApiException ReferenceMissing(string typeId, string? id, string? key)
    {
        var named = id is null ? $"key '{key}'" : $"identifier '{id}'";
        var error = Error("ReferencedResourceNotFound", $"The referenced object of type '{typeId}' with {named} was not found.", ("typeId", typeId));
        if (id is not null) error["id"] = id;
        if (key is not null) error["key"] = key;
        return new ApiException(400, [error]);
    }

    public static ApiException StillReferenced(string typeId, string referencedBy) =>
        With(400, "ReferenceExists", $"The {typeId} can not be deleted because it is referenced by a {referencedBy}.", ("referencedBy", referencedBy));

    public static ApiException Conflict(string id, long expected, long actual) =>
        With(409, "ConcurrentModification", $"Object {id} has a different version than expected. Expected: {expected} - Actual: {actual}.",
            ("currentVersion", actual));

    public static ApiException NotFound(string what) => Plain(404, "ResourceNotFound", what);
    public static ApiException NotFoundById(string id) => NotFound($"The Resource with ID '{id}' was not found.");
    public static ApiException NotFoundByKey(string key) => NotFound($"The Resource with key '{key}' was not found.");

    public static ApiException Unauthorized(string code, string message) => Oauth(401, code, message);
    public static ApiException InvalidScope(string message) => Oauth(400, "invalid_scope", message);
    public static ApiException Oauth(int status, string code, string message) => new(status, [Error(code, message)], oauth: true);

    private static ApiException Plain(int status, string code, string message) => new(status, [Error(code, message)]);

    private static ApiException With(int status, string code, string message, params (string Name, JsonNode? Value)[] extra) =>
        new(status, [Error(code, message, extra)]);

    private static JsonObject Error(string code, string message, params (string Name, JsonNode? Value)[] extra)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        foreach (var (name, value) in extra) error[name] = value;
        return error;
    }
}
