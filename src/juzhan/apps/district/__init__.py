"""The district administrator's desk: tables taken in, charters and stations switched, posts filled."""
