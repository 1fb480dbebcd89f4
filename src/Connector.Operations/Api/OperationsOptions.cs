namespace Connector.Operations.Api;

/// <summary>Who may use the operations API and page. Section "Operations".</summary>
public sealed class OperationsOptions
{
    public const string SectionName = "Operations";

    /// <summary>
    /// False: this machine only. True: every address that reaches the port, without any sign-in of our own, so only behind a proxy that asks who it is.
    /// </summary>
    public bool AllowRemote { get; set; }
}
