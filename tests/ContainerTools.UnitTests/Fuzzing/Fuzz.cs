using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace ContainerTools.UnitTests.Fuzzing;

/// <summary>Gives a parser many inputs: few in every test run, 1,000,000 by <c>./build.sh fuzz</c>.</summary>
internal static class Fuzz
{
    private static readonly int Inputs = int.Parse(Environment.GetEnvironmentVariable("CONTAINERTOOLS_FUZZ") ?? "5000", CultureInfo.InvariantCulture);

    /// <summary>No input may take longer; it is far more than any needs, so that a busy machine fails nothing.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    public static void Each<T>(Gen<T> inputs, Action<T> parse) => inputs.Sample(
        input =>
        {
            var watch = Stopwatch.StartNew();
            parse(input);
            Assert.True(watch.Elapsed < Hang, $"it took {watch.Elapsed}");
        },
        iter: Inputs);

    /// <summary>Words of a language, strung together, with some other characters among them.</summary>
    public static Gen<string> Text(int longest, params string[] words) =>
        Gen.Frequency((9, Gen.OneOf([.. words.Select(Gen.Const)])), (1, Gen.Char.Select(c => c.ToString()))).Array[0, longest].Select(string.Concat);

    /// <summary>Bytes with some of them changed, and maybe the end cut off.</summary>
    public static Gen<byte[]> Damaged(Gen<byte[]> good) => Gen.Select(good, Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte).Array[0, 6], Gen.Int[0, 3], Gen.Double[0, 1], (bytes, changes, cuts, at) =>
    {
        var result = (byte[])bytes.Clone();
        foreach (var (place, value) in changes)
        {
            if (result.Length > 0) result[place % result.Length] = value;
        }
        return cuts == 0 ? result[..(int)(result.Length * at)] : result;
    });
}
