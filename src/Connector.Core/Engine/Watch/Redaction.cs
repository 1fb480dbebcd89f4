using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sort = Connector.Core.Engine.Watch.RedactedMembers.Sort;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Makes bodies fit for the journal: what names a person or a place becomes a short keyed hash, credentials are removed, long bodies are cut. Names of
/// products, cities and post codes stay: people need them to understand a case.
/// </summary>
public sealed partial class Redaction(IOptions<RedactionOptions> options, IRedactionKey? key = null, ILogger<Redaction>? log = null)
{
    private const int MaxTextBytes = 2048;
    private const int MaxDepth = 64;

    /// <summary>A larger one is not kept for the next body.</summary>
    private const int LargestBuffer = 1024 * 1024;
    private const int LongestOnStack = 256;
    private const string Removed = "removed";
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, Encoder = RedactedMembers.Encoder };
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    private readonly Lazy<byte[]> _key = KeyOf(options.Value, key, log);
    private readonly bool _redact = options.Value.Redact;

    /// <summary>As the overload with a size, with the configured one.</summary>
    /// <param name="personal">For a response in the vendor's own words: what the orders of the call say about people.</param>
    public string? Json(ReadOnlySpan<byte> utf8, PersonalValues? personal = null) => Json(utf8, options.Value.MaxBodyKilobytes * 1024, personal);

    /// <summary>
    /// The redacted form of a JSON body, at most about <paramref name="maxBytes"/> long; null for an empty one. A body that stops being JSON is kept up to
    /// there only. What is not JSON at all is treated as <see cref="Text(ReadOnlySpan{byte})"/>. Never throws because of the content.
    /// </summary>
    public string? Json(ReadOnlySpan<byte> utf8, int maxBytes, PersonalValues? personal = null)
    {
        if (utf8.IsEmpty) return null;
        var target = TakeBuffer();
        try
        {
            return Json(target, utf8, maxBytes, personal);
        }
        finally
        {
            PutBack(target);
        }
    }

    private string? Json(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> utf8, int maxBytes, PersonalValues? personal)
    {
        using var writer = new Utf8JsonWriter(target, Writing);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var whole = true;
        try
        {
            Copy(ref reader, writer, maxBytes, personal);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            whole = false;
        }

        writer.Flush();
        if (target.WrittenCount == 0) return personal is null ? Text(utf8) : Words(Text(utf8), personal);
        var written = target.WrittenSpan;
        if (written.Length > maxBytes) return $"{Decode(written, maxBytes)}... (cut; {utf8.Length} bytes in all)";
        var text = Encoding.UTF8.GetString(written);
        return whole ? text : $"{text}... (not readable as JSON from here)";
    }

    /// <summary>A body may hold another: then the one inside gets a buffer of its own.</summary>
    private static ArrayBufferWriter<byte> TakeBuffer()
    {
        var buffer = t_buffer ?? new ArrayBufferWriter<byte>(MaxTextBytes);
        t_buffer = null;
        return buffer;
    }

    private static void PutBack(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > LargestBuffer) return;
        buffer.ResetWrittenCount();
        t_buffer = buffer;
    }

    /// <summary>Text that is not JSON: cut to 2 KB, parts that look like e-mail addresses hashed.</summary>
    public string Text(ReadOnlySpan<byte> utf8)
    {
        var text = Text(Decode(utf8, MaxTextBytes));
        return utf8.Length > MaxTextBytes ? $"{text}... (cut; {utf8.Length} bytes in all)" : text;
    }

    /// <summary>The text with parts that look like e-mail addresses hashed; its length is left as it is.</summary>
    public string Text(string text) => _redact ? EmailMask.Apply(text, Hash) : text;

    /// <summary>By which an order is found from its e-mail address, however it is written; says nothing about the address itself.</summary>
    public string EmailKey(string address) => $"mail:{Fingerprint("email:" + address.Trim().ToLowerInvariant())}";

    /// <summary>The values of a field that names people are hashed; the field is known by its path, as in bodies.</summary>
    public FieldChange Change(FieldChange change)
    {
        if (!_redact || !RedactedMembers.IsPersonal(change.Field)) return change with { Before = Plain(change.Before), After = Plain(change.After) };
        return change with { Before = Hidden(change.Before), After = Hidden(change.After) };

        string? Plain(string? value) => value is null ? null : Text(value);
        string? Hidden(string? value) => string.IsNullOrEmpty(value) ? value : Hash(value);
    }

    private void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, int maxBytes, PersonalValues? personalValues)
    {
        // For each level: is it a thing that holds an address, and is everything in it personal?
        Span<bool> address = stackalloc bool[MaxDepth + 2];
        Span<bool> personal = stackalloc bool[MaxDepth + 2];
        Span<bool> array = stackalloc bool[MaxDepth + 2];
        var depth = 0;
        var sort = Sort.Plain;
        while (writer.BytesCommitted + writer.BytesPending <= maxBytes && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var member = RedactedMembers.Get(ref reader);
                    sort = member.Sort;
                    writer.WritePropertyName(member.Name);
                    if (sort == Sort.Credential)
                    {
                        reader.Skip();
                        writer.WriteStringValue(Removed);
                        sort = Sort.Plain;
                    }

                    continue;
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    depth++;
                    address[depth] = sort == Sort.Address || (array[depth - 1] && address[depth - 1]);
                    personal[depth] = sort == Sort.Personal || personal[depth - 1];
                    array[depth] = reader.TokenType == JsonTokenType.StartArray;
                    if (reader.TokenType == JsonTokenType.StartObject) writer.WriteStartObject();
                    else writer.WriteStartArray();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    depth--;
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    depth--;
                    break;
                default:
                    var hide = _redact && (sort == Sort.Personal || personal[depth] || (sort == Sort.PersonalInAddress && address[depth]));
                    WriteValue(ref reader, writer, hide, maxBytes, personalValues);
                    break;
            }

            sort = Sort.Plain;
        }
    }

    private void WriteValue(ref Utf8JsonReader reader, Utf8JsonWriter writer, bool hide, int maxBytes, PersonalValues? personal)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when !hide && personal is null && IsPlain(ref reader):
                writer.WriteStringValue(reader.ValueSpan);
                break;
            case JsonTokenType.String:
                var text = reader.GetString()!;
                if (text.Length == 0) writer.WriteStringValue(text);
                else writer.WriteStringValue(hide ? Hash(text) : Inner(text, maxBytes, personal));
                break;
            case JsonTokenType.Number when hide:
                writer.WriteStringValue(Hash(Encoding.UTF8.GetString(reader.ValueSpan)));
                break;
            case JsonTokenType.Number:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(reader.GetBoolean());
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Most texts: nothing in it can be a document, an address or an escape, so it is copied as it stands.</summary>
    private static bool IsPlain(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped && reader.ValueSpan is [not (byte)'{' and not (byte)'[', ..] text && !text.Contains((byte)'@') && Utf8.IsValid(text);

    // Shops keep whole JSON documents in text fields; those are no way round the rules.
    private string Inner(string text, int maxBytes, PersonalValues? personal)
    {
        if (text.Length > 1 && text[0] is '{' or '[') return Json(Encoding.UTF8.GetBytes(text), maxBytes, personal) ?? "";
        return personal is null ? Text(text) : Words(Text(text), personal);
    }

    private string Words(string text, PersonalValues personal) => _redact ? VendorText.Clean(text, personal) : VendorText.WithoutCredentials(text);

    /// <summary>A keyed hash of a text that must be recognised and never read, such as credentials.</summary>
    public string Fingerprint(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private string Hash(string value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> utf8 = stackalloc byte[LongestOnStack];
        HMACSHA256.HashData(_key.Value, Encoding.UTF8.TryGetBytes(value, utf8, out var length) ? utf8[..length] : Encoding.UTF8.GetBytes(value), hash);
        return $"hash:{Convert.ToHexStringLower(hash[..5])}";
    }

    private static Lazy<byte[]> KeyOf(RedactionOptions options, IRedactionKey? key, ILogger? log)
    {
        if (log is not null && options.IsWeak) Log.Weak(log);
        // A failure to read it is not kept: the store may be back at the next attempt.
        return new Lazy<byte[]>(
            () => options.RedactionSalt is { Length: > 0 } given ? Encoding.UTF8.GetBytes(given) : key?.Read() ?? RandomNumberGenerator.GetBytes(RedactionOptions.KeyBytes),
            LazyThreadSafetyMode.PublicationOnly);
    }

    private static string Decode(ReadOnlySpan<byte> utf8, int maxBytes)
    {
        if (utf8.Length > maxBytes)
        {
            while (maxBytes > 0 && (utf8[maxBytes] & 0xC0) == 0x80) maxBytes--;
            utf8 = utf8[..maxBytes];
        }

        return Encoding.UTF8.GetString(utf8);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 130, Level = LogLevel.Warning, Message = "Journal:RedactionSalt is publicly known or shorter than 12 characters: hashes in the journal can be guessed. Set a random text of your own, or leave it out.")]
        internal static partial void Weak(ILogger logger);
    }
}
