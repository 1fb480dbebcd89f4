using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Core.Engine.Watch;

namespace Connector.Operations.Api;

/// <summary>
/// All that is known here about one order as one file, to be kept or handed on. Each part has the SHA-256 of its text, and the file one over those of its parts: a change shows.
/// Bodies of calls are in it only where they are redacted.
/// </summary>
/// <param name="Order">The order's number, or its id.</param>
/// <param name="Digest">SHA-256 over the hashes of the parts, each in lower-case hex, one after the other.</param>
/// <param name="History">For a page that people read.</param>
internal sealed record OrderEvidence(string Order, DateTimeOffset CreatedAt, IReadOnlyList<EvidencePart> Parts, string Digest, IReadOnlyList<EventView> History)
{
    public static OrderEvidence From(OrderTrace trace, DateTimeOffset now, bool isRedacted)
    {
        var view = OrderTraceView.From(trace, now, int.MaxValue);
        EvidencePart[] parts =
        [
            Part("order", new EvidenceOrder(view.OrderId, view.OrderNumber, view.Checks, view.LastCheckAt)),
            Part<IReadOnlyList<EventView>>("history", isRedacted ? view.History : [.. view.History.Select(static e => e with { Calls = WithoutBodies(e.Calls) })]),
            Part("otherCalls", isRedacted ? view.OtherCalls : WithoutBodies(view.OtherCalls)),
            Part("parts", view.Parts), Part("shipments", view.Shipments), Part("labels", view.Labels), Part("errors", view.Errors)
        ];
        return new OrderEvidence(view.OrderNumber ?? view.OrderId, now, parts, Hash(string.Concat(parts.Select(static p => p.Sha256))), view.History);
    }

    /// <summary>As JSON: the content of each part stands in it exactly as it was hashed.</summary>
    public byte[] ToJson()
    {
        var target = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(target))
        {
            writer.WriteStartObject();
            writer.WriteString("order", Order);
            writer.WriteString("createdAt", CreatedAt);
            writer.WriteString("sha256", Digest);
            writer.WriteStartArray("parts");
            foreach (var part in Parts)
            {
                writer.WriteStartObject();
                writer.WriteString("name", part.Name);
                writer.WriteString("sha256", part.Sha256);
                writer.WritePropertyName("content");
                writer.WriteRawValue(part.Text, skipInputValidation: true);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return target.WrittenSpan.ToArray();
    }

    /// <summary>Lower-case hex of the SHA-256 of the text in UTF-8.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static EvidencePart Part<T>(string name, T content)
    {
        var text = JsonSerializer.Serialize(content, (JsonTypeInfo<T>)OperationsJson.Default.GetTypeInfo(typeof(T))!);
        return new EvidencePart(name, Hash(text), text);
    }

    private static IReadOnlyList<CallView> WithoutBodies(IReadOnlyList<CallView> calls) => [.. calls.Select(static c => c with { RequestBody = null, ResponseBody = null })];
}

/// <param name="Text">JSON.</param>
internal sealed record EvidencePart(string Name, string Sha256, string Text);

internal sealed record EvidenceOrder(string OrderId, string? OrderNumber, int Checks, DateTimeOffset? LastCheckAt);
