namespace Connector.Azure.Tests.Infra;

/// <summary>What the grammar does not know, and line ends where Bicep asks for them but the grammar does not.</summary>
internal static class SyntaxCheck
{
    public static IEnumerable<string> Run(BicepFiles files) => files.All.SelectMany(file => Errors(file).Concat(LineEnds(file)));

    private static IEnumerable<string> Errors(BicepFile file) =>
        file.Root.AndBelow().Where(n => n.Bad).Select(n => $"{file.At(n)}: syntax error at '{n.Text.Split('\n')[0]}'");

    private static IEnumerable<string> LineEnds(BicepFile file)
    {
        foreach (var node in file.Root.AndBelow().Where(n => n.Kind is "object" or "array" or "infrastructure" or "decorators"))
        {
            var parts = node.Children.Where(c => c.Kind != "comment").ToList();
            foreach (var (first, second) in parts.Zip(parts.Skip(1)))
            {
                if (first.Named && second.Named && first.LastLine == second.Line) yield return $"{file.At(second)}: '{second.Text.Split('\n')[0]}' needs a line of its own";
            }
        }
    }
}
