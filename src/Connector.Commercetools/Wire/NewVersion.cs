using System.Text.Json;

namespace Connector.Commercetools.Wire;

/// <summary>All that is read of the response to an update.</summary>
internal sealed record NewVersion(long Version)
{
    /// <exception cref="JsonException">No version is in it.</exception>
    internal static NewVersion Read(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("version");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals("version"u8);
            reader.Read();
            if (wanted && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var version)) return new NewVersion(version);
            reader.Skip();
        }

        throw new JsonException("version");
    }
}
