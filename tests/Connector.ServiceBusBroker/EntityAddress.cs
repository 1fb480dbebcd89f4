namespace Connector.ServiceBusBroker;

/// <summary>What a link is for, read from its address: "orders", "/orders/$DeadLetterQueue", "orders/$management".</summary>
internal readonly record struct EntityAddress(string Queue, bool IsDead, bool IsManagement)
{
    private const string DeadLetterQueue = "/$DeadLetterQueue";
    private const string Management = "/$management";

    public static EntityAddress Read(string address)
    {
        var rest = address.Trim('/');
        var isManagement = TakeOff(ref rest, Management);
        var isDead = TakeOff(ref rest, DeadLetterQueue);
        return new EntityAddress(rest, isDead, isManagement);
    }

    private static bool TakeOff(ref string text, string ending)
    {
        if (!text.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return false;
        text = text[..^ending.Length];
        return true;
    }
}
