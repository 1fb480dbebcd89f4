namespace Connector.Core.Model.Labels;

/// <summary>
/// A document of a label: its bytes or a link to them. It holds a name and an address, and whoever has the link can read it: neither may get into a log, a journal or a
/// message. <see cref="ToString"/> shows neither.
/// </summary>
public sealed record LabelDocument
{
    /// <summary>A longer document is refused.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    public required DocumentKind Kind { get; init; }
    public required DocumentFormat Format { get; init; }

    /// <summary>Null while only the link is known.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Public and good for about 90 days; a link is no record. Null where the response had the bytes.</summary>
    public Uri? Link { get; init; }

    public override string ToString() => Content is { } bytes ? $"{Kind} {Format}, {bytes.Length} bytes" : $"{Kind} {Format}, {(Link is null ? "nothing" : "link")}";
}

public enum DocumentKind { Label, CustomsForm }

public enum DocumentFormat { Pdf, Png, Zpl }

/// <summary>What became of a download. A document that is missing never makes a purchase a failed one.</summary>
public abstract record DocumentResult
{
    private DocumentResult() { }

    /// <param name="Sha256">Of the bytes, in lower-case hexadecimal digits.</param>
    public sealed record Downloaded(LabelDocument Document, string Sha256) : DocumentResult;

    /// <summary>403, 404 or 410: not there yet, or the link is too old. Read the label again for a fresh link.</summary>
    public sealed record NotFound(int Status) : DocumentResult;

    /// <summary>It must not be used; the same link gives the same again.</summary>
    public sealed record Refused(DocumentProblem Problem, string Text) : DocumentResult;

    /// <summary>Timeout, broken connection or a status that says nothing: try again later.</summary>
    public sealed record Unavailable(string Text) : DocumentResult;
}

/// <summary>
/// <see cref="ForeignHost"/>: the link, or a redirect, leads to a host or path that is not the vendor's for downloads. <see cref="TooLarge"/>: beyond
/// <see cref="LabelDocument.MaxBytes"/>. <see cref="WrongContent"/>: neither PDF, PNG nor ZPL, or not what was expected. <see cref="Incomplete"/>: its end is missing.
/// </summary>
public enum DocumentProblem { ForeignHost, TooLarge, WrongContent, Incomplete }
