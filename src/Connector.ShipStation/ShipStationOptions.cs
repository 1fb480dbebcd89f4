using System.ComponentModel.DataAnnotations;

namespace Connector.ShipStation;

/// <summary>
/// One ShipStation account. The account "default" is the section <see cref="SectionName"/>; further ones are under <c>ShipStation:Accounts:&lt;name&gt;</c>
/// and take <see cref="BaseAddress"/>, <see cref="TimeoutSeconds"/>, <see cref="LabelTimeoutSeconds"/> and <see cref="MaxResponseMegabytes"/> from the default's section where
/// they have none.
/// </summary>
public sealed class ShipStationOptions
{
    public const string SectionName = "ShipStation";
    public const string DefaultAccount = "default";

    /// <summary>Https, or http on a loopback address.</summary>
    public string BaseAddress { get; set; } = "https://ssapi.shipstation.com/";

    public string ApiKey { get; set; } = "";
    public string ApiSecret { get; set; } = "";

    /// <summary>What the key pair may do in a minute until the first response states it; 1 to 10000.</summary>
    [Range(1, 10000)]
    public int RequestsPerMinute { get; set; } = 40;

    /// <summary>The token in the address of our webhook receiver, at least 16 characters; null refuses every webhook.</summary>
    [MinLength(16)]
    public string? WebhookSecret { get; set; }

    /// <summary>
    /// The address under which the internet reaches the connector's webhooks, such as https://hooks.example.com; null: `setup` subscribes nothing.
    /// </summary>
    public string? WebhookBaseAddress { get; set; }

    /// <summary>Key of API V2, for tracking and labels; null asks for no tracking.</summary>
    public string? V2ApiKey { get; set; }

    /// <summary>Https, or http on a loopback address.</summary>
    public string V2BaseAddress { get; set; } = "https://api.shipstation.com/";

    /// <summary>What the V2 key may do in a minute; 1 to 10000.</summary>
    [Range(1, 10000)]
    public int V2RequestsPerMinute { get; set; } = 200;

    /// <summary>Where the public keys of signed webhooks are: https, or http on a loopback address.</summary>
    public string WebhookKeysAddress { get; set; } = "https://api.shipengine.com/jwks";

    /// <summary>For each attempt, from sending to the last byte; 1 to 600. Large bulk calls take long.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 100;

    /// <summary>The same for a call that buys or voids labels; 1 to 600. A short one only makes more purchases whose outcome is unknown.</summary>
    [Range(1, 600)]
    public int LabelTimeoutSeconds { get; set; } = 120;

    /// <summary>Responses beyond it are refused; 1 to 512, counted unpacked.</summary>
    [Range(1, 512)]
    public int MaxResponseMegabytes { get; set; } = 16;

    /// <summary>Keys whose text is no number; reported by the validation, so that all mistakes come at once.</summary>
    internal IList<string> NotNumbers { get; } = [];
}
