namespace Connector.Azure.Tests.Azurite;

/// <summary>
/// The tests of this class, inherited ones too, need the storage emulator. Where it cannot run they are skipped and say why, but not in a build pipeline
/// (CI=true): there they fail.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAzuriteAttribute : Attribute;
