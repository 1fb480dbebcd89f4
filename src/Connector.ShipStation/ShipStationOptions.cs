namespace Connector.ShipStation;

/// <summary>
/// One ShipStation account. The account "default" is the section <see cref="SectionName"/>; further ones stand under <c>ShipStation:Accounts:&lt;name&gt;</c>
/// and take <see cref="BaseAddress"/>, <see cref="TimeoutSeconds"/> and <see cref="MaxResponseMegabytes"/> from the default's section where they have none.
/// </summary>
public sealed class ShipStationOptions
{
    public const string SectionName = "ShipStation";
    public const string DefaultAccount = "default";

    /// <summary>Https, or http on a loopback address.</summary>
    public string BaseAddress { get; set; } = "https://ssapi.shipstation.com/";

    public string ApiKey { get; set; } = "";
    public string ApiSecret { get; set; } = "";

    /// <summary>What the key pair may do in a minute until the first answer tells; 1 to 10000.</summary>
    public int RequestsPerMinute { get; set; } = 40;

    /// <summary>The token in the address of our webhook receiver, at least 16 characters; null refuses every webhook.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>For each attempt, from sending to the last byte; 1 to 600. Large bulk calls take long.</summary>
    public int TimeoutSeconds { get; set; } = 100;

    /// <summary>Answers beyond it are refused; 1 to 512, counted unpacked.</summary>
    public int MaxResponseMegabytes { get; set; } = 16;

    /// <summary>Keys whose text is no number; told by the validation, so that all mistakes come at once.</summary>
    internal IList<string> NotNumbers { get; } = [];
}
