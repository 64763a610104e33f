using CsCheck;

namespace ContainerTools.UnitTests.Parameters;

public class DurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("5s", 50_000_000)]
    [InlineData("30s", 300_000_000)]
    [InlineData("1478s", 14_780_000_000)]
    [InlineData("-5s", -50_000_000)]
    [InlineData("+5s", 50_000_000)]
    [InlineData("5.s", 50_000_000)]
    [InlineData(".5s", 5_000_000)]
    [InlineData("5.6s", 56_000_000)]
    [InlineData("100.00100s", 1_000_010_000)]
    [InlineData("300ms", 3_000_000)]
    [InlineData("10ns", 0)]
    [InlineData("50ns", 1)]
    [InlineData("-50ns", -1)]
    [InlineData("149ns", 1)]
    [InlineData("150ns", 2)]
    [InlineData("40ns10ns", 1)]
    [InlineData("11us", 110)]
    [InlineData("12\u00B5s", 120)]
    [InlineData("12\u03BCs", 120)]
    [InlineData("3h30m", 126_000_000_000)]
    [InlineData("10.5s4m", 2_505_000_000)]
    [InlineData("-2m3.4s", -1_234_000_000)]
    [InlineData("1h2m3s4ms5us6ns", 37_230_040_050)]
    [InlineData("39h9m14.425s", 1_409_544_250_000)]
    [InlineData("0.3333333333333333333h", 12_000_000_000)]
    [InlineData("9007199254740993ns", 90_071_992_547_410)]
    [InlineData("9223372036854775807ns", 92_233_720_368_547_758)]
    [InlineData("-9223372036854775808ns", -92_233_720_368_547_758)]
    [InlineData("2562047h", 92_233_692_000_000_000)]
    public void Parse_reads_what_Go_reads(string text, long ticks) => Assert.Equal(ticks, Duration.Parse(text).Ticks);

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("-")]
    [InlineData("s")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData(".s")]
    [InlineData("+.s")]
    [InlineData("1d")]
    [InlineData("5d")]
    [InlineData("1S")]
    [InlineData("10 s")]
    [InlineData(" 10s")]
    [InlineData("10s\n")]
    [InlineData("1e3s")]
    [InlineData("1,5h")]
    [InlineData("1h-30m")]
    [InlineData("9223372036854775808ns")]
    [InlineData("-9223372036854775809ns")]
    [InlineData("3000000h")]
    [InlineData("99999999999999999999999999999999999999999h")]
    public void Parse_refuses_everything_else(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => Duration.Parse(text));
        Assert.Contains($"'{text}' is not a duration", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("1h30m", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "100ns")]
    [InlineData(11, "1.1us")]
    [InlineData(22_000, "2.2ms")]
    [InlineData(33_000_000, "3.3s")]
    [InlineData(2_450_000_000, "4m5s")]
    [InlineData(2_450_010_000, "4m5.001s")]
    [InlineData(183_670_010_000, "5h6m7.001s")]
    [InlineData(36_000_000_000, "1h0m0s")]
    [InlineData(-15_000_000, "-1.5s")]
    public void Format_writes_as_Go_does(long ticks, string text) => Assert.Equal(text, Duration.Format(new TimeSpan(ticks)));

    [Fact]
    public void Parse_reads_back_what_Format_writes() =>
        Gen.Long[long.MinValue / 100, long.MaxValue / 100].Sample(ticks => Assert.Equal(ticks, Duration.Parse(Duration.Format(new TimeSpan(ticks))).Ticks));

    [Fact]
    public void Format_has_a_text_for_the_extremes()
    {
        Assert.Equal("-256204778h48m5.4775808s", Duration.Format(TimeSpan.MinValue));
        Assert.Equal("256204778h48m5.4775807s", Duration.Format(TimeSpan.MaxValue));
    }

    [Theory]
    [InlineData("10", 100_000_000)]
    [InlineData("1.5", 15_000_000)]
    [InlineData("1m", 600_000_000)]
    [InlineData("00:01:30", 900_000_000)]
    [InlineData("1.00:00:00", 864_000_000_000)]
    public void Transformation_takes_seconds_and_spans_besides(string text, long ticks) =>
        Assert.Equal(new TimeSpan(ticks), new DurationTransformationAttribute().Transform(null, text));

    [Theory]
    [InlineData(10, 100_000_000)]
    [InlineData(0.25, 2_500_000)]
    [InlineData(1e9, 10_000_000_000_000_000)]
    public void Transformation_takes_numbers_as_seconds(object number, long ticks) =>
        Assert.Equal(new TimeSpan(ticks), new DurationTransformationAttribute().Transform(null, number));

    [Fact]
    public void Transformation_passes_spans_and_refuses_negative_ones()
    {
        var transformation = new DurationTransformationAttribute();
        Assert.Equal(TimeSpan.FromHours(1), transformation.Transform(null, TimeSpan.FromHours(1)));
        Assert.Null(transformation.Transform(null, null));
        Refused.By(transformation, TimeSpan.FromHours(-1), "'-1h0m0s' is not a duration: it is negative");
        Refused.By(transformation, "-10s", "'-10s' is not a duration: it is negative");
        Refused.By(transformation, -1, "'-1' is not a duration: it is negative");
        Refused.By(transformation, DateTime.Now, "A value of type DateTime is not a duration");
        Refused.By(transformation, "5d", "'5d' is not a duration");
    }
}
