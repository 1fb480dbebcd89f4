using System.Text.Json;

namespace Connector.Core.Pump;

/// <summary>Reads envelopes, and says what is wrong with one that cannot be read.</summary>
public static class WorkMessageReader
{
    public static byte[] Write(WorkMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, WorkMessageJson.Default.WorkMessage);

    /// <summary>Null with a problem when the body is not an envelope that this version understands. Unknown members are ignored.</summary>
    public static WorkMessage? Read(ReadOnlySpan<byte> body, out string problem)
    {
        problem = "";
        WorkMessage? message;
        try
        {
            message = JsonSerializer.Deserialize(body, WorkMessageJson.Default.WorkMessage);
        }
        catch (JsonException e)
        {
            problem = $"The body is not an envelope: {e.Path ?? "$"} at line {e.LineNumber + 1}.";
            return null;
        }
        problem = message switch
        {
            null => "The body is null.",
            { Schema: < 1 or > WorkMessage.CurrentSchema } => $"schema {message.Schema} is not known; this version reads {WorkMessage.CurrentSchema}.",
            _ when string.IsNullOrWhiteSpace(message.Type) => "type is empty.",
            _ when string.IsNullOrWhiteSpace(message.Id) => "id is empty.",
            _ => ""
        };
        return problem.Length == 0 ? message : null;
    }
}
