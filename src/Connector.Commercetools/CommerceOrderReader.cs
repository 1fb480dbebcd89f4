using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Commercetools;

/// <summary>Reads an order document of commercetools, of any age, into the neutral order.</summary>
public static class CommerceOrderReader
{
    private const string NoObject = "document: not an object";

    /// <summary>Reads a value where it stands. The serializer itself would look for its end first, and so read it twice.</summary>
    private static readonly JsonConverter<WireOrder> s_order = (JsonConverter<WireOrder>)WireJson.Default.WireOrder.Converter;

    /// <summary>
    /// The order, or what makes the document unreadable, naming the member; never throws because of the content. The order keeps the element, so the document
    /// behind it must not be disposed. Keys that only the shop knows (of channels and shipping methods that are not expanded) stay null.
    /// </summary>
    public static OrderReader Read(JsonElement document) => Finish(Begin(OrderDocument.From(document), int.MaxValue), ReferenceKeys.None);

    /// <summary>The document in the vendor's words, so that the caller can see which keys it needs before it is mapped. No elements are made of one that can be read.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal static HalfRead Begin(OrderDocument document, int maxBytes)
    {
        if (document.Utf8.Length > maxBytes) return Half(document, $"document: larger than {maxBytes / (1024 * 1024)} MB");
        try
        {
            return JsonSerializer.Deserialize(document.Utf8, WireJson.Default.WireOrder) is { } wire ? new HalfRead(document, document.Utf8.Length, wire, Unreadable: null) : Half(document, NoObject);
        }
        catch (JsonException) when (document.Root.ValueKind != JsonValueKind.Object)
        {
            return Half(document, NoObject);
        }
        catch (JsonException wrong)
        {
            var path = wrong.Path is { Length: > 2 } given ? given.Replace("$.", "", StringComparison.Ordinal) : "document";
            return Half(document, $"{path}: unexpected type or value");
        }
        catch (InvalidOperationException)
        {
            return Half(document, "document: text that is no valid Unicode");
        }
    }

    /// <summary>The same of the value that the reader has come to in the body of a response, which is used again: a document is a copy. The reader is at the end of the value then.</summary>
    /// <param name="keepsDocument">Whether an order that can be read has its document. One that cannot always has.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal static HalfRead Begin(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int maxBytes, bool keepsDocument)
    {
        var start = (int)reader.TokenStartIndex;
        var wire = TryRead(ref reader);
        var utf8 = body[start..(int)reader.BytesConsumed];
        return wire is null || utf8.Length > maxBytes ? Begin(new OrderDocument(utf8.ToArray()), maxBytes)
            : new HalfRead(keepsDocument ? new OrderDocument(utf8.ToArray()) : null, utf8.Length, wire, Unreadable: null);
    }

    /// <summary>Null where it cannot be read as an order; the reader is at its end all the same.</summary>
    private static WireOrder? TryRead(ref Utf8JsonReader reader)
    {
        var before = reader;
        try
        {
            if (reader.TokenType == JsonTokenType.StartObject) return s_order.Read(ref reader, typeof(WireOrder), WireJson.Default.Options);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            reader = before;
        }
        reader.Skip();
        return null;
    }

    internal static OrderReader Finish(HalfRead half, ReferenceKeys keys)
    {
        if (half.Wire is null) return new OrderReader(Order: null, half.Unreadable);
        try
        {
            return new OrderReader(OrderFromWire.Read(half.Wire, half.Document, half.Bytes, keys), Unreadable: null);
        }
        catch (FieldUnreadableException missing)
        {
            return new OrderReader(Order: null, Unreadable(half.Wire, missing.Message));
        }
        catch (Exception odd) when (odd is OverflowException or InvalidOperationException)
        {
            return new OrderReader(Order: null, Unreadable(half.Wire, "document: an amount or a text is out of bounds"));
        }
    }

    private static HalfRead Half(OrderDocument document, string problem) => new(document, document.Utf8.Length, Wire: null, Unreadable(document, problem));

    private static UnreadableOrder Unreadable(WireOrder wire, string problem) => new(wire.Id ?? "", Blank.ToNull(wire.OrderNumber), wire.Version ?? 0, problem);

    private static UnreadableOrder Unreadable(OrderDocument document, string problem)
    {
        var version = FieldsFromWire.Member(document.Root, "version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) ? whole : 0;
        return new UnreadableOrder(SafeText(document, "id") ?? "", Blank.ToNull(SafeText(document, "orderNumber")), version, problem);
    }

    /// <summary>Null also for a text that is no valid Unicode.</summary>
    internal static string? SafeText(OrderDocument document, string member)
    {
        try
        {
            return FieldsFromWire.Text(document.Root, member);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A document after the first of two steps; either the wire record or the problem is there.</summary>
    /// <param name="Document">Null where it can be read and nobody asked for it.</param>
    /// <param name="Bytes">How long it is.</param>
    internal sealed record HalfRead(OrderDocument? Document, int Bytes, WireOrder? Wire, UnreadableOrder? Unreadable);
}
