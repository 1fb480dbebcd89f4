using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Core.Model.Messages;

namespace Connector.Commercetools.Wire;

/// <summary>A text of which a shop has some tens, and each in every order again: it is one string in memory.</summary>
internal sealed class RepeatedText : JsonConverter<string>
{
    private static readonly RepeatedTexts<string> s_texts = new(longest: 32, most: 500, static text => text);

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? s_texts.Get(ref reader) : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
