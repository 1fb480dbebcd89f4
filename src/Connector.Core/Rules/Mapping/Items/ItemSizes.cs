using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>Pure: the size of one unit of a line, for the choice of a box.</summary>
internal sealed class ItemSizes(ItemFieldRules rules, PackageRules package, SourceCompiler compiler)
{
    private readonly TargetSource[]? _sides = rules.Length is null || rules.Width is null || rules.Height is null
        ? null
        : [Side(compiler, "Length", rules.Length), Side(compiler, "Width", rules.Width), Side(compiler, "Height", rules.Height)];

    /// <summary>Null when a side is not known, or cannot be true.</summary>
    public Cuboid? Find(MappingRun run, OrderLine line)
    {
        if (_sides is null) return null;
        return One(run, line, _sides[0]) is { } length && One(run, line, _sides[1]) is { } width && One(run, line, _sides[2]) is { } height ? new Cuboid(length, width, height) : null;
    }

    private decimal? One(MappingRun run, OrderLine line, TargetSource side)
    {
        var at = new SourceContext(run, line);
        for (var source = side.Chain; source is not null; source = source.Next)
        {
            if (!LengthReader.TryRead(source, at, out var number, out var unit)) continue;
            var centimetres = LengthReader.Centimetres(number, unit);
            if (centimetres > 0m && centimetres <= package.MaximumCentimetres) return centimetres;
            run.Warn(WarningCodes.SizeOutOfRange, "Dimensions", $"Line {MappingRun.Label(line)}: a side of {number} {unit} is not plausible; ignored.");
        }
        var text = side.Missing(run, ErrorCodes.FieldInvalid, line);
        return text is not null && LengthReader.TryRead(text, side.Unit, out var byDefault, out var read) && byDefault > 0m ? LengthReader.Centimetres(byDefault, read) : null;
    }

    private static TargetSource Side(SourceCompiler compiler, string name, FieldSource source) => new(compiler, $"Items[].{name}", source, SourceFormat.Text);
}
