using Connector.Simulators.Control;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>What a vendor, or the way to it, does to a call.</summary>
internal enum VendorFault { TimeoutBefore, TimeoutAfter, DropInBody, Status429, Status500, Status502, Status503, MalformedJson, SlowDrip }

internal static class VendorFaults
{
    private const string Page = "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>";
    private const int Minute = 60_000;
    private const int Wait = 30;

    public static readonly IReadOnlyList<VendorFault> All = Enum.GetValues<VendorFault>();

    public static Fault On(this VendorFault fault, string route, int times) => fault switch
    {
        VendorFault.TimeoutBefore => new Fault { Route = route, Times = times, Hang = "before" },
        VendorFault.TimeoutAfter => new Fault { Route = route, Times = times, Hang = "after" },
        VendorFault.DropInBody => new Fault { Route = route, Times = times, Drop = "after", TruncateAt = 1 },
        VendorFault.Status429 => new Fault { Route = route, Times = times, Status = 429, RetryAfterSeconds = Wait },
        VendorFault.Status500 => new Fault { Route = route, Times = times, Status = 500 },
        VendorFault.Status502 => new Fault { Route = route, Times = times, Status = 502, Body = Page, ContentType = "text/html" },
        VendorFault.Status503 => new Fault { Route = route, Times = times, Status = 503 },
        VendorFault.MalformedJson => new Fault { Route = route, Times = times, TruncateAt = 1 },
        _ => new Fault { Route = route, Times = times, DripMilliseconds = Minute }
    };

    public static string Words(this VendorFault fault) => fault switch
    {
        VendorFault.TimeoutBefore => "timeout before it is applied",
        VendorFault.TimeoutAfter => "timeout after it was applied",
        VendorFault.DropInBody => "drop in the body",
        VendorFault.Status429 => "429",
        VendorFault.Status500 => "500",
        VendorFault.Status502 => "502 with HTML",
        VendorFault.Status503 => "503",
        VendorFault.MalformedJson => "malformed JSON",
        _ => "slow drip"
    };
}
