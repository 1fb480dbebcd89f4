namespace Connector.Simulators.ShipStation.Webhooks;

/// <summary>How deliveries misbehave; set while the simulator runs.</summary>
internal sealed class WebhookSwitches
{
    private int _dropNext;

    public bool Off { get; set; }
    public bool Duplicate { get; set; }

    /// <summary>What is raised within a moment goes out in reverse.</summary>
    public bool Reorder { get; set; }
    public TimeSpan Delay { get; set; }

    public int DropNext
    {
        get => Volatile.Read(ref _dropNext);
        set => Volatile.Write(ref _dropNext, value);
    }

    /// <summary>Whether this delivery is to be lost; uses up one of <see cref="DropNext"/>.</summary>
    public bool TakeDrop()
    {
        if (Off) return true;
        if (DropNext <= 0) return false;
        DropNext--;
        return true;
    }
}
