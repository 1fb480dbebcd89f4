namespace Connector.Core.Model.Labels;

/// <summary>
/// The shipping side's two interfaces. They show the same labels under two names: number M in <see cref="V1"/> is "se-M" in <see cref="V2"/>. Each has a key and a rate
/// budget of its own; an account may have no key for <see cref="V2"/>.
/// </summary>
public enum LabelApi { V1, V2 }
