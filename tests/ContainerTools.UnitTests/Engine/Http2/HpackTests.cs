using ContainerTools.Engine.Http2;

namespace ContainerTools.UnitTests.Engine.Http2;

/// <summary>The examples of RFC 7541, appendix C, and what must be refused.</summary>
public sealed class HpackTests
{
    private const string Cookie = "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static string[] Decode(HpackDecoder decoder, string hex) => [.. decoder.Decode(Bytes(hex)).Select(header => $"{header.Name}: {header.Value}")];

    [Theory]
    [InlineData("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572", "custom-key: custom-header")]
    [InlineData("040c 2f73 616d 706c 652f 7061 7468", ":path: /sample/path")]
    [InlineData("1008 7061 7373 776f 7264 0673 6563 7265 74", "password: secret")]
    [InlineData("82", ":method: GET")]
    public void C2_single_fields(string hex, string expected) => Assert.Equal([expected], Decode(new HpackDecoder(1000), hex));

    public static TheoryData<string[]> Requests => new()
    {
        new[] { "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", "8286 84be 5808 6e6f 2d63 6163 6865", "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65" },
        new[] { "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", "8286 84be 5886 a8eb 1064 9cbf", "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void C3_and_C4_requests_that_refer_to_each_other(string[] blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var decoder = new HpackDecoder(1000);
        Assert.Equal([":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"], Decode(decoder, blocks[0]));
        Assert.Equal([":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache"], Decode(decoder, blocks[1]));
        Assert.Equal([":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com", "custom-key: custom-value"], Decode(decoder, blocks[2]));
    }

    public static TheoryData<string[]> Responses => new()
    {
        new[]
        {
            "4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
            "4803 3330 37c1 c0bf",
            "88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31",
        },
        new[]
        {
            "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3",
            "4883 640e ffc1 c0bf",
            "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07",
        },
    };

    [Theory]
    [MemberData(nameof(Responses))]
    public void C5_and_C6_answers_in_a_table_that_is_too_small_for_all(string[] blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var decoder = new HpackDecoder(1000);
        // The examples have a table of 256 bytes.
        Assert.Equal([":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com"], Decode(decoder, "3fe101" + blocks[0]));
        Assert.Equal([":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com"], Decode(decoder, blocks[1]));
        Assert.Equal([":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT", "location: https://www.example.com", "content-encoding: gzip", "set-cookie: " + Cookie], Decode(decoder, blocks[2]));
    }

    [Theory]
    [InlineData("80", "Compression")] // There is no field 0.
    [InlineData("be", "Compression")] // The table is empty.
    [InlineData("ff", "Compression")]
    [InlineData("ff ff ff ff ff 7f", "Compression")]
    [InlineData("ff 80 80 80 80 80 80 80 00", "Compression")]
    [InlineData("40", "Compression")]
    [InlineData("40 05 61", "Compression")]
    [InlineData("40 01 61", "Compression")]
    [InlineData("40 01 61 ff 80 80 80 40", "Compression")]
    [InlineData("82 20", "Compression")] // A size stands before all fields,
    [InlineData("3f e2 1f", "Compression")] // and is not more than was agreed on: 4097.
    [InlineData("00 01 61 81 00", "Compression")] // Filled up with something else than ones.
    [InlineData("00 01 61 82 1f ff", "Compression")] // Filled up with a whole byte.
    [InlineData("00 01 61 84 ff ff ff ff", "Compression")] // The end of a text within it.
    [InlineData("00 01 61 7f 05 00", "Compression")]
    public void What_is_malformed_is_refused(string hex, string error)
    {
        var refusal = Assert.Throws<Http2Exception>(() => new HpackDecoder(1000).Decode(Bytes(hex)));
        Assert.Equal(error, refusal.Error.ToString());
    }

    [Fact]
    public void The_largest_table_that_was_agreed_on_may_be_named_and_none_at_all() => Assert.Equal([":method: GET"], Decode(new HpackDecoder(1000), "20 3f e1 1f 82"));

    [Fact]
    public void Fields_that_are_too_long_together_are_refused()
    {
        // 20 times the same field of the table: a few bytes that stand for many.
        var decoder = new HpackDecoder(1000);
        var large = HpackEncoder.Encode([new Http2Header("a", new string('x', 200))]);
        large[0] = 0x40;
        decoder.Decode(large);
        Assert.Equal(Http2Error.EnhanceYourCalm, Assert.Throws<Http2Exception>(() => decoder.Decode(Bytes(string.Concat(Enumerable.Repeat("be", 20))))).Error);
    }

    [Fact]
    public void A_field_that_is_larger_than_the_table_empties_it()
    {
        var decoder = new HpackDecoder(10_000);
        Decode(decoder, "40 01 61 01 62");
        var large = HpackEncoder.Encode([new Http2Header("a", new string('x', 5000))]);
        large[0] = 0x40;
        Assert.Equal(5000, decoder.Decode(large)[0].Value.Length);
        Assert.Throws<Http2Exception>(() => decoder.Decode([0xbe]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(300)]
    [InlineData(17_000)]
    public void What_is_written_is_read(int length)
    {
        Http2Header[] headers = [new("grpc-status", "5"), new("x", new string('y', length))];
        Assert.Equal(headers, new HpackDecoder(100_000).Decode(HpackEncoder.Encode(headers)));
    }
}
