namespace ContainerTools.UnitTests.Parameters;

public class ByteSizeTests
{
    [Theory]
    [InlineData("32", 32)]
    [InlineData("32b", 32)]
    [InlineData("32B", 32)]
    [InlineData("32k", 32L << 10)]
    [InlineData("32K", 32L << 10)]
    [InlineData("32kb", 32L << 10)]
    [InlineData("32KiB", 32L << 10)]
    [InlineData("32Mb", 32L << 20)]
    [InlineData("512MB", 512L << 20)]
    [InlineData("512m", 512L << 20)]
    [InlineData("32 g", 32L << 30)]
    [InlineData("32 GiB", 32L << 30)]
    [InlineData("32T", 32L << 40)]
    [InlineData("32Pb", 32L << 50)]
    [InlineData("32.5kB", 33280)]
    [InlineData("1.5g", 1610612736)]
    [InlineData("0.1g", 107374182)]
    [InlineData(".5k", 512)]
    [InlineData("1.k", 1024)]
    [InlineData("1e3", 1000)]
    [InlineData("+7", 7)]
    [InlineData("7 ", 7)]
    [InlineData("0", 0)]
    [InlineData("9007199254740993", 9007199254740993)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Parse_reads_what_RAMInBytes_reads(string text, long expected) => Assert.Equal(expected, ByteSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("-32")]
    [InlineData("-1")]
    [InlineData(" 32")]
    [InlineData("32  k")]
    [InlineData("32 kk")]
    [InlineData("32ki")]
    [InlineData("32bb")]
    [InlineData("32mm")]
    [InlineData("32kbb")]
    [InlineData("32e")]
    [InlineData("1,5g")]
    [InlineData("1.2.3")]
    [InlineData("5d")]
    [InlineData("٣k")]
    [InlineData("32k\n")]
    [InlineData("9223372036854775808")]
    [InlineData("8192p")]
    [InlineData("1e400")]
    public void Parse_refuses_everything_else(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => ByteSize.Parse(text));
        Assert.Contains($"'{text}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("512m", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transformation_takes_numbers_and_text()
    {
        var transformation = new ByteSizeTransformationAttribute();
        Assert.Equal(512L << 20, transformation.Transform(null, 512 << 20));
        Assert.Equal(512L << 20, transformation.Transform(null, "512m"));
        Assert.Equal(357913941L, transformation.Transform(null, (1L << 30) / 3.0));
        Assert.Equal(1L << 62, transformation.Transform(null, 4611686018427387904.0));
        Assert.Null(transformation.Transform(null, null));
    }

    [Fact]
    public void Minus_one_and_unlimited_need_leave()
    {
        var unlimited = new ByteSizeTransformationAttribute { AllowUnlimited = true };
        Assert.Equal(-1L, unlimited.Transform(null, -1));
        Assert.Equal(-1L, unlimited.Transform(null, "-1"));
        Assert.Equal(-1L, unlimited.Transform(null, "Unlimited"));
        Refused.By(new ByteSizeTransformationAttribute(), -1, "'-1' is not a size");
        Refused.By(new ByteSizeTransformationAttribute(), "unlimited", "'unlimited' is not a size");
        Refused.By(unlimited, -2, "'-2' is not a size");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e19)]
    public void A_number_that_is_no_size_is_refused(double number) => Refused.By(new ByteSizeTransformationAttribute(), number, "is not a size");
}
