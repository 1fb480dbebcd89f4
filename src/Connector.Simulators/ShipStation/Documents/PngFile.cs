using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Connector.Simulators.ShipStation.Documents;

/// <summary>Writes a grey picture of bars, in which each bit of a text is one bar: a PNG that readers open, and nothing that a scanner reads.</summary>
internal static class PngFile
{
    private const int Height = 60;
    private const int Margin = 10;

    private static readonly uint[] s_table = Table();

    public static byte[] Write(string text)
    {
        var bits = Encoding.UTF8.GetBytes(text).SelectMany(static letter => Enumerable.Range(0, 8).Select(bit => (letter >> (7 - bit) & 1) == 1)).ToArray();
        var width = bits.Length * 2 + 2 * Margin;
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        header[8] = 8;
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", Rows(bits, width));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Rows(bool[] bits, int width)
    {
        var row = new byte[width + 1];
        Array.Fill(row, (byte)255, 1, width);
        for (var i = 0; i < bits.Length; i++)
            if (bits[i]) row[1 + Margin + 2 * i] = row[2 + Margin + 2 * i] = 0;
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < Height; y++) zip.Write(row);
        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~body.Aggregate(uint.MaxValue, static (sum, part) => s_table[(sum ^ part) & 0xff] ^ sum >> 8));
        file.Write(number);
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var value = n;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 1 ? 0xedb88320u ^ value >> 1 : value >> 1;
            table[n] = value;
        }
        return table;
    }
}
